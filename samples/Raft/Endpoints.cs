using Microsoft.AspNetCore.Http.HttpResults;
using Raft.Consensus;

namespace Raft;

/// <summary>What clients send to have a value written.</summary>
/// <param name="Value">The new value.</param>
/// <param name="Expected">The value that must be there, or null to write in any case.</param>
/// <param name="Client">Who asks.</param>
/// <param name="Sequence">The how-manieth request of this client it is. Sent again under the same number it is done once.</param>
public sealed record WriteRequest(string Value, string? Expected, string Client, long Sequence);

/// <summary>/kv for clients, /raft for the other nodes.</summary>
internal static class Endpoints
{
    public static void MapNode(this IEndpointRouteBuilder app)
    {
        app.MapGet("/kv/{key}", ReadAsync);
        app.MapPut("/kv/{key}", WriteAsync);
        app.MapPost("/raft/vote", static (VoteRequest request, Node node) => node.VoteAsync(request));
        app.MapPost("/raft/append", static (AppendRequest request, Node node) => node.AppendAsync(request));
        app.MapGet("/raft/status", static (Node node) => node.Status);
    }

    private static async Task<JsonHttpResult<Outcome>> ReadAsync(string key, Node node, CancellationToken cancellationToken) =>
        Result(await node.ReadAsync(key, cancellationToken));

    private static async Task<JsonHttpResult<Outcome>> WriteAsync(string key, WriteRequest request, Node node, CancellationToken cancellationToken)
    {
        CommandKind kind = request.Expected is null ? CommandKind.Put : CommandKind.CompareAndSet;
        var command = new Command(kind, key, request.Value, request.Expected, request.Client, request.Sequence);
        return Result(await node.SubmitAsync(command, cancellationToken));
    }

    private static JsonHttpResult<Outcome> Result(Outcome outcome) => TypedResults.Json(outcome, RaftJsonContext.Default.Outcome, statusCode: outcome.Kind switch
    {
        OutcomeKind.Elsewhere => StatusCodes.Status421MisdirectedRequest,
        OutcomeKind.Unknown => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status200OK,
    });
}
