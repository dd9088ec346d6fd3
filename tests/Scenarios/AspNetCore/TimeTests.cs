using System.Text;
using Sim.WebApp;

namespace Sim.Scenarios.AspNetCore;

/// <summary>What a server and a client do by the clock, they do by the virtual one.</summary>
public class TimeTests
{
    [Fact]
    public void An_idle_connection_is_closed_after_the_keep_alive_timeout() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop").Started;
        await using SimulatedConnection connection = await sim.Network.ConnectAsync("shop", 80);
        await connection.Stream.WriteAsync("GET / HTTP/1.1\r\nHost: shop\r\n\r\n"u8.ToArray());
        DateTimeOffset begin = sim.Time.GetUtcNow();
        string response = await new StreamReader(connection.Stream).ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 200 OK", response, StringComparison.Ordinal);
        Assert.InRange((sim.Time.GetUtcNow() - begin).TotalSeconds, 130, 132.1);
    });

    [Fact]
    public void Headers_that_do_not_end_are_given_up() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop").Started;
        await using SimulatedConnection connection = await sim.Network.ConnectAsync("shop", 80);
        await connection.Stream.WriteAsync("GET / HTTP/1.1\r\nHost: shop\r\n"u8.ToArray());
        DateTimeOffset begin = sim.Time.GetUtcNow();
        string response = await new StreamReader(connection.Stream).ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 408 Request Timeout", response, StringComparison.Ordinal);
        Assert.InRange((sim.Time.GetUtcNow() - begin).TotalSeconds, 30, 32.1);
    });

    [Fact]
    public void A_client_gives_up_after_its_timeout_and_the_server_learns_of_it()
    {
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            await sim.AddWebHost<Greeter>("shop").Started;
            using HttpClient client = sim.Network.CreateHttpClient("http://shop");
            client.Timeout = TimeSpan.FromSeconds(2);
            DateTimeOffset begin = sim.Time.GetUtcNow();
            await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetStringAsync("/slow/5000"));
            Assert.InRange((sim.Time.GetUtcNow() - begin).TotalSeconds, 2, 2.05);
            await Task.Delay(1_000);
        }))
        {
            Assert.Equal(["shop: GET /slow/5000", "shop: nobody waits any more", "shop: 499 GET /slow/5000: TaskCanceledException"], Web.Lines(result)[..3]);
        }
    }

    [Fact]
    public void The_date_header_is_right_whenever_one_looks() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop").Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop");
        foreach (double pause in new[] { 0.3, 5.4, 3_600 })
        {
            await Task.Delay(TimeSpan.FromSeconds(pause));
            using HttpResponseMessage response = await client.GetAsync("/");
            Assert.InRange((sim.Time.GetUtcNow() - response.Headers.Date!.Value).TotalSeconds, 0, 2.1);
        }
    });

    [Fact]
    public void A_window_of_a_rate_limit_passes_in_virtual_time() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop", "--limits=true").Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop");
        var seen = new StringBuilder();
        for (int i = 0; i < 6; i++)
        {
            seen.Append((int)(await client.GetAsync("/limited")).StatusCode).Append(' ');
            await Task.Delay(TimeSpan.FromSeconds(i == 2 ? 61 : 1));
        }

        Assert.Equal("200 200 503 200 200 503 ", seen.ToString());
    });

    [Fact]
    public void The_program_sees_the_virtual_clock() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop").Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop");
        await Task.Delay(TimeSpan.FromDays(1));
        string told = await client.GetStringAsync("/time");
        Assert.InRange(sim.Time.GetUtcNow() - DateTimeOffset.Parse(told.Trim('"'), System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    });

    [Fact]
    public void A_world_of_web_hosts_in_which_nothing_happens_is_seen_to_be_stuck()
    {
        RunResult result = Simulator.Run(static async sim =>
        {
            await sim.AddWebHost<Greeter>("shop").Started;
            using (HttpClient client = sim.Network.CreateHttpClient("http://shop"))
            {
                await client.GetStringAsync("/");
            }

            await new TaskCompletionSource().Task;
        });
        Assert.Equal(RunOutcome.Deadlocked, result.Outcome);
    }
}
