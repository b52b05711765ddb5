using System.ComponentModel;
using System.Diagnostics;
using Workbook.Engine.Blobs;
using Workbook.Orchestration.Images;

namespace Workbook.Engine.Scanning;

/// <summary>Has <c>trivy</c> scan an image, which is given to it as an OCI layout in a temporary folder that refers to the blob store.</summary>
/// <param name="program">Where it is.</param>
/// <param name="machine">The machine's clock: a scan that takes too long is ended.</param>
internal sealed class TrivyScanner(string program, BlobStore blobs, TimeProvider machine) : IImageScanner
{
    /// <summary>The first scan downloads a database of some 50 MB.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<ScanOutcome> ScanAsync(EcrImage image, CancellationToken cancellation)
    {
        // Held, so that no sweep takes what trivy is about to read.
        var held = image.Blobs.Append(image.Digest).Select(digest => blobs.Hold(BlobDigest.Parse(digest))).ToList();
        var folder = Directory.CreateTempSubdirectory("workbook-scan-");
        try
        {
            OciLayout.Write(folder.FullName, blobs, image);
            return new(TrivyReport.Read(await RunAsync(folder.FullName, cancellation)), null);
        }
        finally
        {
            folder.Delete(recursive: true);
            foreach (var lease in held) lease?.Dispose();
        }
    }

    private async Task<string> RunAsync(string folder, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Patience, machine);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        using var process = Begin(folder);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(end.Token);
            var errors = process.StandardError.ReadToEndAsync(end.Token);
            var (report, complaint) = (await output, await errors);
            await process.WaitForExitAsync(end.Token);
            return process.ExitCode == 0 ? report : throw new ScanException($"trivy failed: {LastLine(complaint)}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ScanException($"trivy was ended after {Patience.TotalMinutes:0} minutes.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private Process Begin(string folder)
    {
        var start = new ProcessStartInfo(program, ["image", "--input", folder, "--format", "json", "--scanners", "vuln", "--quiet"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception error)
        {
            throw new ScanException($"trivy cannot be started: {error.Message}");
        }
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("it did not say why");
}
