using System.ComponentModel;
using System.Diagnostics;

namespace Workbook.Cli.Commands;

/// <summary>The browser of whoever sits at this machine.</summary>
internal static class Browser
{
    /// <summary>Opens an address where there is a screen and a program for it.</summary>
    /// <returns>Whether one was started.</returns>
    public static bool TryOpen(Uri address)
    {
        try
        {
            using var opener = Opener(address) is { } start ? Process.Start(start) : null;
            return opener is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static ProcessStartInfo? Opener(Uri address)
    {
        if (OperatingSystem.IsWindows()) return new(address.AbsoluteUri) { UseShellExecute = true };
        if (OperatingSystem.IsMacOS()) return new("open", [address.AbsoluteUri]);
        // What it writes is for nobody; on a machine without a screen it would open a browser in the terminal.
        return HasScreen("DISPLAY") || HasScreen("WAYLAND_DISPLAY") ? new("xdg-open", [address.AbsoluteUri]) { RedirectStandardError = true, RedirectStandardOutput = true } : null;
    }

    private static bool HasScreen(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
