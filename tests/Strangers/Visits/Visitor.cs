using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Sim.Strangers;

/// <summary>Asks and writes down all that is answered: status, headers and bodies, apart from what is random or tells the time.</summary>
internal sealed partial class Visitor(HttpClient client)
{
    private const int LongestShown = 5_000;

    private readonly StringBuilder _answers = new();

    /// <summary>Asks one after the other, then for all at once.</summary>
    /// <param name="requests">Each a method and a path.</param>
    public async Task<string> AskAsync(string[] requests)
    {
        foreach (string request in requests)
        {
            _answers.AppendLine(await AnswerAsync(request));
        }

        foreach (string answer in await Task.WhenAll(requests.Select(AnswerAsync)))
        {
            _answers.AppendLine(answer);
        }

        return _answers.ToString();
    }

    private async Task<string> AnswerAsync(string asked)
    {
        string[] parts = asked.Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), parts[1]);
        using HttpResponseMessage response = await client.SendAsync(request);
        string body = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync());
        Forecasts.Check(asked, body);
        string head = $"{(int)response.StatusCode} {response.ReasonPhrase} HTTP/{response.Version}\n{response.Headers}{response.Content.Headers}{response.TrailingHeaders}";
        return $"{asked}\n{Masked(head)}\n{Shortened(Masked(body))}\n";
    }

    private static string Shortened(string body) => body.Length <= LongestShown
        ? body
        : $"{body.Length} bytes, SHA-256 {Convert.ToHexString(SHA256.HashData(Encoding.Latin1.GetBytes(body)))}";

    private string Masked(string answer)
    {
        answer = answer.Replace(client.BaseAddress!.ToString(), "http://stranger.example/", StringComparison.Ordinal);
        answer = DateHeader().Replace(answer, "Date: #");
        answer = RequestId().Replace(answer, "<code>#</code>");
        return Weather().Replace(answer, "$1#");
    }

    [GeneratedRegex("(?<=\n)Date: .*")]
    private static partial Regex DateHeader();

    [GeneratedRegex("<code>00-[0-9a-f]{32}-[0-9a-f]{16}-00</code>")]
    private static partial Regex RequestId();

    [GeneratedRegex("(\"(?:date|temperatureC|temperatureF|summary)\":)(?:\"[^\"]*\"|-?[0-9]+)")]
    private static partial Regex Weather();
}
