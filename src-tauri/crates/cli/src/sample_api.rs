use std::time::Duration;

use fetchgrid_app::{AppError, ErrorCode, SampleApi, SampleOptions};

use crate::arguments::SampleApiArguments;
use crate::outcome::Ending;
use crate::run::print_line;
use crate::setup::not_runnable;

pub async fn serve(arguments: SampleApiArguments) -> Result<Ending, AppError> {
    let mut options = SampleOptions {
        port: arguments.port,
        latency: Duration::from_millis(arguments.latency_ms),
        ..SampleOptions::default()
    };
    if let Some(rate) = arguments.error_rate {
        if !(0.0..=1.0).contains(&rate) {
            return Err(not_runnable("--error-rate is a share from 0 to 1.".into()));
        }
        options.error_rate = rate;
    }
    let api = SampleApi::start(options).await.map_err(|error| {
        AppError::new(
            ErrorCode::Internal,
            format!("The sample API could not listen on port {}: {error}.", arguments.port),
        )
    })?;
    print_line(&format!("The sample API listens on {} (Ctrl+C ends it)", api.address()));
    if let Err(error) = tokio::signal::ctrl_c().await {
        return Err(AppError::new(ErrorCode::Internal, format!("Ctrl+C cannot be waited for: {error}.")));
    }
    api.stop().await;
    Ok(Ending::AllSucceeded)
}
