using System.Text.Json;

namespace Sim.Strangers;

/// <summary>What of a weather forecast is random, or follows the clock, and yet has rules.</summary>
internal static class Forecasts
{
    private static readonly string[] s_summaries =
        ["Freezing", "Bracing", "Chilly", "Cool", "Mild", "Warm", "Balmy", "Hot", "Sweltering", "Scorching"];

    /// <exception cref="UnexpectedAnswerException">The forecast breaks one.</exception>
    public static void Check(string asked, string body)
    {
        if (asked != "GET /weatherforecast")
        {
            return;
        }

        Forecast[] days = JsonSerializer.Deserialize<Forecast[]>(body, JsonSerializerOptions.Web) ?? [];
        DateOnly today = DateOnly.FromDateTime(DateTime.Now);
        bool holds = days.Length == 5 && days.Index().All(day => day.Item.Date == today.AddDays(day.Index + 1) && IsWeather(day.Item));
        if (!holds)
        {
            throw new UnexpectedAnswerException($"On {today:O} this is no forecast for five days: {body}");
        }
    }

    private static bool IsWeather(Forecast day) =>
        day.TemperatureC is >= -20 and < 55 && day.TemperatureF == 32 + (int)(day.TemperatureC / 0.5556) && s_summaries.Contains(day.Summary);

    private sealed record Forecast(DateOnly Date, int TemperatureC, int TemperatureF, string Summary);
}
