using Polly;
using Polly.Retry;
using Polly.Timeout;
using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

/// <summary>Polly 8 with its default time provider: the system's.</summary>
public class PollyPipelines(ITestOutputHelper output) : ConformanceTests<PollyPipelines>(output)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    public static Conformance A_retry_waits_and_tries_again => Body(async () =>
    {
        int attempts = 0;
        await Retry(DelayBackoffType.Constant, jitter: false).ExecuteAsync(async _ =>
        {
            await Task.Yield();
            attempts++;
            if (attempts < 3)
            {
                throw new InvalidOperationException("not yet");
            }
        });
        return $"{attempts}";
    }).Allows("3").PoolRepetitions(40);

    public static Conformance A_retry_gives_up_with_the_last_fault => Body(async () =>
    {
        int attempts = 0;
        try
        {
            await Retry(DelayBackoffType.Linear, jitter: false).ExecuteAsync(_ => throw new InvalidOperationException($"attempt {++attempts}"));
            return "nothing";
        }
        catch (InvalidOperationException thrown)
        {
            return thrown.Message;
        }
    }).Allows("attempt 4").PoolRepetitions(20);

    public static Conformance A_retry_with_jitter_draws_its_delays_from_the_run => Body(async () =>
    {
        int attempts = 0;
        await Retry(DelayBackoffType.Exponential, jitter: true).ExecuteAsync(async _ =>
        {
            await Task.Yield();
            attempts++;
            ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 3);
        });
        return $"{attempts}";
    }).Allows("3").PoolRepetitions(20);

    public static Conformance A_timeout_cancels_what_takes_longer => Body(async () =>
    {
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromMilliseconds(10)).Build();
        try
        {
            await pipeline.ExecuteAsync(async token => await Task.Delay(Timeout.Infinite, token));
            return "completed";
        }
        catch (TimeoutRejectedException thrown)
        {
            return $"rejected after {thrown.Timeout.TotalMilliseconds}";
        }
    }).Allows("rejected after 10").PoolRepetitions(20);

    public static Conformance A_timeout_leaves_alone_what_is_quick => Body(async () =>
    {
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder().AddTimeout(Long).Build();
        return $"{await pipeline.ExecuteAsync(async token =>
        {
            await Task.Yield();
            return token.CanBeCanceled;
        })}";
    }).Allows("True");

    public static Conformance A_retry_round_a_timeout_tries_again_after_it => Body(async () =>
    {
        int attempts = 0;
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { Delay = Short, MaxRetryAttempts = 3 })
            .AddTimeout(TimeSpan.FromMilliseconds(10))
            .Build();
        await pipeline.ExecuteAsync(async token =>
        {
            attempts++;
            await (attempts == 1 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask);
        });
        return $"{attempts}";
    }).Allows("2").PoolRepetitions(20);

    public static Conformance Two_retries_in_one_pipeline_interleave => Body(async () =>
    {
        Trail trail = new();
        ResiliencePipeline pipeline = Retry(DelayBackoffType.Constant, jitter: false);
        async Task Run(string mark)
        {
            int attempts = 0;
            await pipeline.ExecuteAsync(_ => attempts++ == 0 ? throw new InvalidOperationException() : ValueTask.CompletedTask);
            trail.Add(mark);
        }

        await Task.WhenAll(Run("a"), Run("b"));
        return trail.ToString();
    }).Allows("ab", "ba").PoolRepetitions(40);

    private static ResiliencePipeline Retry(DelayBackoffType backoff, bool jitter) => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { Delay = Short, MaxRetryAttempts = 3, BackoffType = backoff, UseJitter = jitter })
        .Build();
}
