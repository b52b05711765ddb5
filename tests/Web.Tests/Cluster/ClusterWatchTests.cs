using Workbook.Web.Cluster;

namespace Workbook.Web.Tests.Cluster;

/// <summary>Pages that read slowly.</summary>
internal sealed class ClusterWatchTests
{
    private static readonly ReadOnlyMemory<byte> Whole = new byte[] { 1 }, Change = new byte[] { 2 };

    [Test]
    public void A_new_page_gets_the_whole_map_before_any_change()
    {
        var watch = new ClusterWatch();
        watch.Tell(Change);
        watch.NeedsAll.Should().BeTrue();
        watch.TellAll(Whole);
        watch.Tell(Change);

        watch.NeedsAll.Should().BeFalse();
        Read(watch).Should().Equal(1, 2);
    }

    [Test]
    public void Who_does_not_read_is_not_sent_more_and_more_but_all_of_it_later()
    {
        var watch = new ClusterWatch();
        watch.TellAll(Whole);
        for (var i = 0; i < 1000; i++) watch.Tell(Change);

        watch.NeedsAll.Should().BeTrue();
        Read(watch).Should().HaveCountLessThan(100);
        watch.TellAll(Whole);
        watch.NeedsAll.Should().BeFalse();
        Read(watch).Should().Equal(1);
    }

    private static List<byte> Read(ClusterWatch watch)
    {
        var read = new List<byte>();
        while (watch.Waiting.TryRead(out var message)) read.Add(message.Span[0]);
        return read;
    }
}
