# The program, and what it needs to run: nothing but the C library.
FROM rust:1.91-slim-bookworm AS build
WORKDIR /src
COPY . .
# Without debug information: a third of the size, and names still stand in a backtrace.
ENV CARGO_PROFILE_RELEASE_DEBUG=false
RUN cargo build --release --locked

FROM debian:12-slim
# A number, so that a cluster can see that it is not root. The folder is made before the volume: its owner is kept.
RUN groupadd --gid 10001 afterword \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/afterword --shell /usr/sbin/nologin afterword \
    && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/afterword
COPY --from=build /src/target/release/afterword /usr/local/bin/afterword
USER 10001:10001
# The database and the master secret: keep both.
WORKDIR /var/lib/afterword
VOLUME /var/lib/afterword
ENV AFTERWORD_LISTEN=0.0.0.0:7180
EXPOSE 7180
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s CMD ["afterword", "health"]
# It finishes what is under way when it is told to stop.
STOPSIGNAL SIGTERM
ENTRYPOINT ["afterword"]
CMD ["serve"]
