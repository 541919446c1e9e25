//! A DNS server of our own: it knows the names of a table, over UDP and TCP on one port of the loopback.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use hickory_proto::op::{Message, OpCode, Query, ResponseCode};
use hickory_proto::rr::rdata::{A, AAAA, MX, TXT};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::task::JoinSet;

/// The longest answer over UDP (RFC 1035, 4.2.1); the rest comes over TCP.
const LONGEST_BY_UDP: usize = 512;
/// The longest part of a text.
const LONGEST_PART: usize = 255;

/// One line of the table: a name, a type and what it says.
pub type Line = (&'static str, &'static str, &'static str);

pub struct DnsServer {
    pub address: SocketAddr,
    _serving: JoinSet<()>,
}

impl DnsServer {
    /// Types are `TXT`, `MX` (a host, with preference 10; `.` is none), `A` and `AAAA`.
    pub async fn start(table: &[Line]) -> Self {
        let lines: Arc<[Line]> = table.into();
        let (udp, tcp) = loop {
            let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
            // The port may be another's over UDP.
            if let Ok(udp) = UdpSocket::bind(tcp.local_addr().unwrap()).await {
                break (udp, tcp);
            }
        };
        let address = udp.local_addr().unwrap();
        let mut serving = JoinSet::new();
        serving.spawn(serve_udp(udp, lines.clone()));
        serving.spawn(serve_tcp(tcp, lines));
        Self { address, _serving: serving }
    }
}

async fn serve_udp(socket: UdpSocket, lines: Arc<[Line]>) {
    let mut buffer = vec![0; 4_096];
    loop {
        let (length, from) = socket.recv_from(&mut buffer).await.unwrap();
        let mut answer = answer(&buffer[..length], &lines);
        let mut bytes = answer.to_vec().unwrap();
        if bytes.len() > LONGEST_BY_UDP {
            answer.answers.clear();
            answer.metadata.truncation = true;
            bytes = answer.to_vec().unwrap();
        }
        socket.send_to(&bytes, from).await.unwrap();
    }
}

async fn serve_tcp(listener: TcpListener, lines: Arc<[Line]>) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        // A client that leaves in the middle is none of our business.
        tokio::spawn(converse(stream, lines.clone()));
    }
}

async fn converse(mut stream: TcpStream, lines: Arc<[Line]>) -> std::io::Result<()> {
    loop {
        let length = stream.read_u16().await?;
        let mut question = vec![0; length.into()];
        stream.read_exact(&mut question).await?;
        let bytes = answer(&question, &lines).to_vec().unwrap();
        stream.write_u16(bytes.len().try_into().unwrap()).await?;
        stream.write_all(&bytes).await?;
    }
}

fn answer(question: &[u8], lines: &[Line]) -> Message {
    let question = Message::from_vec(question).unwrap();
    let query: &Query = &question.queries[0];
    let mut answer = Message::response(question.metadata.id, OpCode::Query);
    answer.metadata.recursion_available = true;
    answer.add_query(query.clone());
    let asked = query.name().to_ascii().to_ascii_lowercase();
    let own: Vec<_> = lines.iter().filter(|(name, ..)| *name == asked.trim_end_matches('.')).collect();
    if own.is_empty() {
        answer.metadata.response_code = ResponseCode::NXDomain;
    }
    for (_, kind, said) in own {
        if query.query_type() == kind.parse().unwrap() {
            answer.add_answer(Record::from_rdata(query.name().clone(), 60, data(query.query_type(), said)));
        }
    }
    answer
}

fn data(kind: RecordType, said: &str) -> RData {
    match (kind, said.parse::<IpAddr>()) {
        (RecordType::A, Ok(IpAddr::V4(address))) => RData::A(A(address)),
        (RecordType::AAAA, Ok(IpAddr::V6(address))) => RData::AAAA(AAAA(address)),
        (RecordType::MX, _) => RData::MX(MX::new(10, Name::from_ascii(said).unwrap())),
        (RecordType::TXT, _) => {
            let bytes: Vec<_> = said.bytes().collect();
            let part = |part: &[u8]| String::from_utf8(part.to_vec()).unwrap();
            RData::TXT(TXT::new(bytes.chunks(LONGEST_PART).map(part).collect()))
        }
        other => panic!("{other:?} is no record of this table"),
    }
}
