using System.Diagnostics;
using System.Text;

namespace Workbook.Server.Tests.Clients;

/// <summary>A program that goes on until it is killed, such as <c>aws logs tail --follow</c>.</summary>
internal sealed class RunningProgram(Process process) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly StringBuilder _written = new();

    /// <summary>All that it has written so far, as soon as a text is in it; fails the test when it ends before that.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!_written.ToString().Contains(text, StringComparison.Ordinal))
        {
            if (await process.StandardOutput.ReadLineAsync(patience.Token) is not { } line)
            {
                Assert.Fail($"It ended.\n{_written}\n{await process.StandardError.ReadToEndAsync(patience.Token)}");
                break;
            }
            _written.Append(line).Append('\n');
        }
        return _written.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
