namespace PaymentService.Banking;

/// <summary>How the sandbox bank behaves; the section "Bank" of the configuration.</summary>
public sealed class BankOptions
{
    public const string Section = "Bank";

    /// <summary>How long the bank takes.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The card that is always declined.</summary>
    public string DeclinedCard { get; set; } = "4000 0000 0000 0002";
}
