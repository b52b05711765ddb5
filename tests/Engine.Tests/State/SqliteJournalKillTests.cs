using System.Globalization;

namespace Workbook.Engine.Tests.State;

/// <summary>The process is killed again and again while it writes; see <see cref="TestHost"/> for what it writes.</summary>
[CancelAfter(120_000)]
public sealed class SqliteJournalKillTests
{
    private const int Rounds = 20;

    [Test]
    public async Task Whatever_was_acknowledged_survives_a_kill(CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        var random = new Random(4711);
        var acknowledged = 0;
        for (var round = 0; round < Rounds; round++)
        {
            // The first rounds end before or while the journal is opened.
            var lines = round < 3 ? round : random.Next(2, 600);
            acknowledged = Math.Max(acknowledged, await KilledProcess.RunAsync("append", lines, folder.Path, cancellationToken));

            await using var journal = folder.Open();
            var world = journal.Load().SingleOrDefault();
            if (world is null)
            {
                acknowledged.Should().Be(0);
                continue;
            }
            var last = int.Parse(world.Clusters[TestHost.Last].Status, CultureInfo.InvariantCulture);
            last.Should().BeGreaterThanOrEqualTo(acknowledged, because: $"it was acknowledged in round {round} or before");
            var first = Math.Max(1, last - TestHost.Kept + 1);
            world.Clusters.Keys.Should().BeEquivalentTo([.. Enumerable.Range(first, last - first + 1).Select(number => $"{number}"), TestHost.Last]);
        }
        acknowledged.Should().BeGreaterThan(1000);
    }

    [Test]
    public async Task The_folder_of_a_running_process_is_refused_and_that_of_a_killed_one_is_free(CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        using var process = KilledProcess.Start("append", folder.Path);
        (await process.StandardOutput.ReadLineAsync(cancellationToken)).Should().Be(TestHost.Ready);

        var opening = () => folder.Open();
        opening.Should().Throw<IOException>().WithMessage($"The data folder {folder.Path} is in use by another workbook.*");

        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
        await using var journal = folder.Open();
        journal.Load();
    }
}
