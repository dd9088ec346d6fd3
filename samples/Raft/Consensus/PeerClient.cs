using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace Raft.Consensus;

/// <summary>The other nodes, over HTTP.</summary>
public sealed class PeerClient(HttpClient http, IOptions<RaftOptions> options)
{
    /// <summary>Asks for a vote; null if there is no answer.</summary>
    public Task<VoteReply?> AskForVoteAsync(string peer, VoteRequest request, CancellationToken cancellationToken) =>
        SendAsync(peer, "raft/vote", request, RaftJsonContext.Default.VoteRequest, RaftJsonContext.Default.VoteReply, cancellationToken);

    /// <summary>Sends entries; null if there is no answer.</summary>
    public Task<AppendReply?> AppendAsync(string peer, AppendRequest request, CancellationToken cancellationToken) =>
        SendAsync(peer, "raft/append", request, RaftJsonContext.Default.AppendRequest, RaftJsonContext.Default.AppendReply, cancellationToken);

    private async Task<TReply?> SendAsync<TRequest, TReply>(
        string peer, string path, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TReply> replyType, CancellationToken cancellationToken)
        where TReply : class
    {
        try
        {
            using HttpResponseMessage response = await http.PostAsJsonAsync(new Uri(options.Value.Peers[peer], path), request, requestType, cancellationToken);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync(replyType, cancellationToken) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
