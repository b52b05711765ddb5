using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Workbook.Engine;

/// <summary>
/// Who an engine is, to those who see what it leaves outside its own process: containers and networks carry its id as a
/// label, so that two workbooks on one machine never touch each other's.
/// </summary>
/// <param name="Id">Twelve hexadecimal digits; the same for as long as the data folder lives.</param>
/// <param name="Process">The process of an engine that keeps nothing, so that what it leaves behind can be told from what lives; null with a data folder.</param>
public sealed record EngineIdentity(string Id, string? Process)
{
    private const string FileName = "engine-id";

    /// <summary>The identity of an engine that keeps its state in memory: it ends with this process.</summary>
    public static EngineIdentity OfThisProcess() => new(NewId(), ProcessName(Environment.ProcessId));

    /// <summary>The identity that a data folder has; it gets one when it has none.</summary>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public static EngineIdentity Of(string dataFolder)
    {
        var path = Path.Combine(Path.GetFullPath(dataFolder), FileName);
        if (Find(dataFolder) is { } known) return known;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var id = NewId();
        var draft = path + ".new";
        File.WriteAllText(draft, id);
        File.Move(draft, path, overwrite: true);
        return new(id, null);
    }

    /// <summary>The identity that a data folder has, or null when no engine ever gave it one.</summary>
    public static EngineIdentity? Find(string dataFolder)
    {
        var path = Path.Combine(Path.GetFullPath(dataFolder), FileName);
        return File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } id ? new(id, null) : null;
    }

    /// <summary>True when the process named here has ended on this machine; false when it lives, or lived elsewhere.</summary>
    public static bool HasEnded(string process)
    {
        var parts = process.Split('/');
        if (parts is not [var machine, var number, _] || machine != Environment.MachineName) return false;
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ProcessName(id) != process;
    }

    // The time of the start tells a process from a later one with the same number.
    private static string? ProcessName(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return $"{Environment.MachineName}/{id.ToString(CultureInfo.InvariantCulture)}/{new DateTimeOffset(process.StartTime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
}
