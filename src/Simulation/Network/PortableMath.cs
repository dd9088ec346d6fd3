namespace Sim;

/// <summary>
/// Functions whose last bit does not depend on the machine's C library, as that of <see cref="Math.Log(double)"/> and its kin does: made of
/// additions, multiplications, divisions and square roots, which IEEE 754 rounds everywhere alike.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417;
    private const double Tail = 0.02425;

    /// <summary>The natural logarithm of a positive normal number, by the series of the inverse hyperbolic tangent.</summary>
    public static double Log(double x)
    {
        int exponent = Math.ILogB(x);
        double mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double sum = 0;
        for (int n = 23; n >= 1; n -= 2)
        {
            sum = (sum * square) + (1.0 / n);
        }

        return (2 * s * sum) + (exponent * Ln2);
    }

    /// <summary>The exponential of a number from -700 to 700, by its series round a multiple of ln 2.</summary>
    public static double Exp(double x)
    {
        double times = Math.Round(x / Ln2);
        double rest = x - (times * Ln2);
        double sum = 1;
        for (int n = 18; n >= 1; n--)
        {
            sum = 1 + (sum * rest / n);
        }

        return Math.ScaleB(sum, (int)times);
    }

    /// <summary>
    /// The quantile of the normal distribution for a probability between 0 and 1: P. J. Acklam's rational approximation (2003), of a relative
    /// error below 1.2e-9.
    /// </summary>
    public static double NormalQuantile(double p)
    {
        if (p < Tail)
        {
            return LowerTail(Math.Sqrt(-2 * Log(p)));
        }

        if (p > 1 - Tail)
        {
            return -LowerTail(Math.Sqrt(-2 * Log(1 - p)));
        }

        double q = p - 0.5;
        double r = q * q;
        double above = (((((((((-3.969683028665376e+01 * r) + 2.209460984245205e+02) * r) - 2.759285104469687e+02) * r) + 1.383577518672690e+02) * r) - 3.066479806614716e+01) * r) + 2.506628277459239e+00;
        double below = (((((((((-5.447609879822406e+01 * r) + 1.615858368580409e+02) * r) - 1.556989798598866e+02) * r) + 6.680131188771972e+01) * r) - 1.328068155288572e+01) * r) + 1;
        return above * q / below;
    }

    private static double LowerTail(double q)
    {
        double above = (((((((((-7.784894002430293e-03 * q) - 3.223964580411365e-01) * q) - 2.400758277161838e+00) * q) - 2.549732539343734e+00) * q) + 4.374664141464968e+00) * q) + 2.938163982698783e+00;
        double below = (((((((7.784695709041462e-03 * q) + 3.224671290700398e-01) * q) + 2.445134137142996e+00) * q) + 3.754408661907416e+00) * q) + 1;
        return above / below;
    }
}
