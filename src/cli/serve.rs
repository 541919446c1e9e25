//! `afterword serve`: the API, and everything that happens by itself.

use std::io::IsTerminal;
use std::net::SocketAddr;

use anyhow::Context;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use super::node;
use crate::config::Config;
use crate::engine::Engine;
use crate::web::{App, router};

pub async fn run() -> anyhow::Result<()> {
    let config = Config::load()?;
    log(&config)?;
    let engine = node::open(&config).await?;
    if config.smtp_url.is_none() {
        tracing::warn!("no relay is configured (AFTERWORD_SMTP_URL): only sandboxes send, into their boxes");
    }
    serve(&config, engine).await
}

/// Serves until told to stop; then what is under way is finished.
pub async fn serve(config: &Config, engine: Engine) -> anyhow::Result<()> {
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}: set AFTERWORD_LISTEN to another address", config.listen))?;
    // Before anybody is told that it is ready: who is told may stop it at once.
    let interrupt = signal(SignalKind::interrupt()).context("signals cannot be heard")?;
    let terminate = signal(SignalKind::terminate()).context("signals cannot be heard")?;
    let (stop, stopped) = watch::channel(false);
    let app = App::behind(engine.clone(), config.trusted_proxy.clone());
    let life = tokio::spawn({
        let (engine, stopped) = (engine.clone(), stopped.clone());
        async move { engine.run(stopped).await }
    });
    tell_setup_code(config, &engine).await?;
    tracing::info!(address = %config.listen, public_url = config.public_url(), "ready");
    let shutdown = async move {
        told_to_stop(interrupt, terminate).await;
        tracing::info!("stopping: what is under way is finished first");
        stop.send_replace(true);
    };
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    axum::serve(listener, router(app).into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(shutdown)
        .await?;
    life.await.context("the engine broke off")?;
    // A copy made until now is old when the database is used again (V14).
    if let Err(error) = engine.raise_mark().await {
        tracing::warn!(%error, "a copy made within the last minute will not be known as one");
    }
    Ok(())
}

/// While nobody is a user, whoever reads this becomes the first one.
async fn tell_setup_code(config: &Config, engine: &Engine) -> anyhow::Result<()> {
    if engine.nobody_yet().await.context("the users cannot be read")? {
        let (url, code) = (config.public_url(), engine.secret.setup_code());
        tracing::info!("nobody can sign in yet: open {url}/setup and type the code {code}");
    }
    Ok(())
}

async fn told_to_stop(mut interrupt: Signal, mut terminate: Signal) {
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

pub fn log(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(format!("{},rlibphonenumber=off", config.log))
        .with_context(|| format!("AFTERWORD_LOG: `{}`", config.log))?;
    let ansi = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(ansi);
    if config.log_format == "json" {
        log.json().init()
    } else {
        log.init()
    }
    Ok(())
}

/// For commands that end: what goes wrong on the way, and nothing else.
pub fn log_warnings() {
    let filter = EnvFilter::new("warn,rlibphonenumber=off");
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    log.with_ansi(std::io::stderr().is_terminal()).without_time().with_target(false).init();
}
