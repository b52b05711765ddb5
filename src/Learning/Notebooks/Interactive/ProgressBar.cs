using System.Globalization;
using System.Net;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>
/// A bar beneath a cell that fills while something goes on.
/// <code>
/// var bar = ProgressBar.Show("Deploying", 4);
/// bar.Add(1);
/// foreach (var task in tasks.WithProgress("Stopping")) { … }
/// </code>
/// </summary>
public sealed class ProgressBar : IProgress<double>
{
    private const int Width = 30;

    private readonly Lock gate = new();
    private readonly string title;
    private readonly double total;
    private DisplayedValue? shown;
    private string drawn = "";
    private double done;

    private ProgressBar(string title, double total)
    {
        this.title = title;
        this.total = total;
    }

    /// <summary>Shows an empty bar.</summary>
    /// <param name="title">What goes on.</param>
    /// <param name="total">How much there is to do, more than 0.</param>
    public static ProgressBar Show(string title, double total)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total);
        var bar = new ProgressBar(title, total);
        bar.Report(0);
        return bar;
    }

    /// <summary>So much more is done.</summary>
    public void Add(double amount)
    {
        lock (gate)
            Report(done + amount);
    }

    /// <summary>So much is done, from 0 to the total.</summary>
    public void Report(double value)
    {
        lock (gate)
        {
            done = Math.Clamp(value, 0, total);
            var count = total == Math.Floor(total) && total <= 1000;
            var text = count
                ? string.Create(CultureInfo.InvariantCulture, $"{done:0.#} of {total:0}")
                : string.Create(CultureInfo.InvariantCulture, $"{100 * done / total:0} %");
            // Nobody sees what happens between two of these, and a million updates would only hold up the cell.
            if (text == drawn)
                return;
            drawn = text;
            var filled = (int)(Width * done / total);
            var bundle = new MimeBundle([
                new("text/plain", $"{title} [{new string('#', filled)}{new string('-', Width - filled)}] {text}"),
                new("text/html", string.Create(CultureInfo.InvariantCulture,
                    $"<label>{WebUtility.HtmlEncode(title)} <progress value=\"{done:0.###}\" max=\"{total:0.###}\"></progress> {text}</label>")),
            ]);
            if (shown is null)
                shown = DisplayedValue.Show(bundle, []);
            else
                shown.Update(bundle);
        }
    }
}
