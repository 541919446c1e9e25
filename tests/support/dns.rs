//! A DNS server of our own: it knows the names of a table, over UDP and TCP on one port of the loopback.

use std::net::SocketAddr;
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
            let tcp = TcpListener::bind("127.0.0.1:0").await.expect("a table and a loopback that work");
            // The port may be another's over UDP.
            if let Ok(udp) = UdpSocket::bind(tcp.local_addr().expect("a table and a loopback that work")).await {
                break (udp, tcp);
            }
        };
        let address = udp.local_addr().expect("a table and a loopback that work");
        let mut serving = JoinSet::new();
        serving.spawn(serve_udp(udp, lines.clone()));
        serving.spawn(serve_tcp(tcp, lines));
        Self { address, _serving: serving }
    }
}

async fn serve_udp(socket: UdpSocket, lines: Arc<[Line]>) {
    let mut buffer = vec![0; 4_096];
    loop {
        let (length, from) = socket.recv_from(&mut buffer).await.expect("a table and a loopback that work");
        let mut answer = answer(&buffer[..length], &lines);
        let mut bytes = answer.to_vec().expect("a table and a loopback that work");
        if bytes.len() > LONGEST_BY_UDP {
            answer.answers.clear();
            answer.metadata.truncation = true;
            bytes = answer.to_vec().expect("a table and a loopback that work");
        }
        socket.send_to(&bytes, from).await.expect("a table and a loopback that work");
    }
}

async fn serve_tcp(listener: TcpListener, lines: Arc<[Line]>) {
    loop {
        let (stream, _) = listener.accept().await.expect("a table and a loopback that work");
        // A client that leaves in the middle is none of our business.
        tokio::spawn(converse(stream, lines.clone()));
    }
}

async fn converse(mut stream: TcpStream, lines: Arc<[Line]>) -> std::io::Result<()> {
    loop {
        let length = stream.read_u16().await?;
        let mut question = vec![0; length.into()];
        stream.read_exact(&mut question).await?;
        let bytes = answer(&question, &lines).to_vec().expect("a table and a loopback that work");
        stream.write_u16(bytes.len().try_into().expect("a table and a loopback that work")).await?;
        stream.write_all(&bytes).await?;
    }
}

fn answer(question: &[u8], lines: &[Line]) -> Message {
    let question = Message::from_vec(question).expect("a table and a loopback that work");
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
        if query.query_type() == kind.parse().expect("a table and a loopback that work") {
            answer.add_answer(Record::from_rdata(
                query.name().clone(),
                60,
                data(query.query_type(), said).expect("a table and a loopback that work"),
            ));
        }
    }
    answer
}

/// None: the table has something that is no record.
fn data(kind: RecordType, said: &str) -> Option<RData> {
    match kind {
        RecordType::A => Some(RData::A(A(said.parse().ok()?))),
        RecordType::AAAA => Some(RData::AAAA(AAAA(said.parse().ok()?))),
        RecordType::MX => Some(RData::MX(MX::new(10, Name::from_ascii(said).ok()?))),
        RecordType::TXT => {
            let bytes: Vec<_> = said.bytes().collect();
            let part = |part: &[u8]| String::from_utf8_lossy(part).into_owned();
            Some(RData::TXT(TXT::new(bytes.chunks(LONGEST_PART).map(part).collect())))
        }
        _ => None,
    }
}
