using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Workbook.Engine.Building.Bases;

/// <summary>Finds what programs of this machine need of it besides themselves.</summary>
internal static partial class SharedLibraries
{
    // Found by name when they are needed, so that no program says that it needs them: TLS and hashes, and names of hosts.
    private static readonly string[] ByName = ["libssl.so.3", "libssl.so.1.1", "libcrypto.so.3", "libcrypto.so.1.1", "libnss_dns.so.2", "libnss_files.so.2", "libresolv.so.2"];

    /// <summary>The paths of the shared libraries, and of the loader that a program begins with.</summary>
    /// <exception cref="BuildException">This machine cannot tell.</exception>
    public static async Task<IReadOnlyCollection<string>> OfAsync(IEnumerable<string> programs, CancellationToken cancellation)
    {
        var found = await AskAsync(programs, cancellation);
        var folders = found.Select(path => Path.GetDirectoryName(path)!).SelectMany(folder => new[] { folder, "/usr" + folder }).Distinct().Where(Directory.Exists).ToList();
        var named = ByName.Select(name => folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)).OfType<string>().ToList();
        if (named.Count > 0) found.UnionWith([.. named, .. await AskAsync(named, cancellation)]);
        return found;
    }

    private static async Task<SortedSet<string>> AskAsync(IEnumerable<string> programs, CancellationToken cancellation)
    {
        try
        {
            using var ldd = Process.Start(new ProcessStartInfo("ldd", programs) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var complaint = ldd.StandardError.ReadToEndAsync(cancellation);
            var answer = await ldd.StandardOutput.ReadToEndAsync(cancellation);
            await complaint;
            await ldd.WaitForExitAsync(cancellation);
            return new(Line().Matches(answer).Select(line => line.Groups["path"].Value).Where(File.Exists), StringComparer.Ordinal);
        }
        catch (Win32Exception error)
        {
            throw new BuildException("The program ldd is missing, which tells the libraries that a base image needs. Install it (it is a part of libc-bin), or build with Docker on a public base image.", error);
        }
    }

    // libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f…), and the loader: /lib64/ld-linux-x86-64.so.2 (0x00007f…)
    [GeneratedRegex(@"(?<path>/\S+) \(0x[0-9a-f]+\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
