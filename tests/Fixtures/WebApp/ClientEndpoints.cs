using Microsoft.AspNetCore.SignalR;

namespace Sim.WebApp;

/// <summary>Requests that lead to requests.</summary>
public static class ClientEndpoints
{
    public static void MapClients(this IEndpointRouteBuilder app)
    {
        app.MapGet("/forward", async (IHttpClientFactory clients, ILogger<Greeter> logger) =>
        {
            string answer = await clients.CreateClient("backend").GetStringAsync("/");
            logger.LogInformation("backend said {Answer}", answer);
            return answer;
        });
        app.MapGet("/greet", (Greeter greeter) => greeter.GreetAsync());
    }
}

/// <summary>A typed client.</summary>
public sealed class Greeter(HttpClient client)
{
    public async Task<string> GreetAsync() => $"the backend says {await client.GetStringAsync("/")}";
}

/// <summary>Tells everybody what one says.</summary>
public sealed class ChatHub : Hub
{
    public Task Say(string text) => Clients.All.SendAsync("said", text);

    public async IAsyncEnumerable<int> Count(int to)
    {
        for (int i = 1; i <= to; i++)
        {
            await Task.Delay(10);
            yield return i;
        }
    }
}
