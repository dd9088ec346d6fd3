using System.Net;

namespace TicketShop.Payments;

/// <summary>The payment service, over HTTP. A payment has a reference that its client chooses, so that asking twice charges once.</summary>
public sealed class PaymentsClient(HttpClient http)
{
    /// <summary>Charges a card. True if the money was captured, false if the bank declined.</summary>
    /// <exception cref="HttpRequestException">The service did not answer, or not as agreed.</exception>
    public async Task<bool> CaptureAsync(string reference, PaymentRequest payment, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response =
            await http.PutAsJsonAsync($"payments/{reference}", payment, ShopJsonContext.Default.PaymentRequest, cancellationToken);
        if (response.StatusCode == HttpStatusCode.PaymentRequired)
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>Refunds a payment. One that has not arrived yet is refused when it does.</summary>
    /// <exception cref="HttpRequestException">The service did not answer, or not as agreed.</exception>
    public async Task RefundAsync(string reference, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await http.DeleteAsync($"payments/{reference}", cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
