using System.Collections.Immutable;
using System.Globalization;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Tests.Placement;

/// <summary>The tree against a sorted list.</summary>
public class RankTreeTests
{
    private static IEnumerable<int> EachSeed => Seeds.Upto(10);

    [TestCaseSource(nameof(EachSeed))]
    public void It_finds_what_a_sorted_list_finds(int seed)
    {
        var random = new Random(seed);
        var tree = RankTree.Empty;
        var list = new SortedDictionary<Rank, Room>();
        for (var step = 0; step < 200; step++)
        {
            var rank = new Rank(random.Next(4), random.Next(40).ToString("d3", CultureInfo.InvariantCulture));
            if (random.Next(3) == 0)
            {
                tree = tree.Remove(rank);
                list.Remove(rank);
            }
            else
            {
                list[rank] = random.Next(5) == 0 ? Room.Closed : new(random.Next(4), random.Next(4));
                tree = tree.Put(rank, list[rank]);
            }
            tree.Count.Should().Be(list.Count);
            tree.Entries().Should().Equal(list.Select(entry => (entry.Key, entry.Value)));
            var wanted = new Room(random.Next(4), random.Next(4));
            var split = new Rank(random.Next(4), "020");
            tree.Fitting(wanted).Should().Equal(Fit(_ => true));
            tree.Fitting(wanted, from: split).Should().Equal(Fit(each => each.CompareTo(split) >= 0));
            tree.Fitting(wanted, below: split).Should().Equal(Fit(each => each.CompareTo(split) < 0));

            IEnumerable<string> Fit(Func<Rank, bool> within) => list.Where(entry => within(entry.Key) && entry.Value.Holds(wanted)).Select(entry => entry.Key.Id);
        }
    }

    [TestCaseSource(nameof(EachSeed))]
    public void It_leaves_out_what_is_taken(int seed)
    {
        var random = new Random(seed);
        var ids = Enumerable.Range(0, 100).Select(id => id.ToString("d3", CultureInfo.InvariantCulture)).ToList();
        var rooms = ids.ToDictionary(id => id, _ => new Room(random.Next(4), random.Next(4)));
        var tree = ids.Aggregate(RankTree.Empty, (next, id) => next.Put(new(0, id), rooms[id]));
        for (var share = 0; share <= 100; share += 10)
        {
            var taken = ids.Where(_ => random.Next(100) < share).ToImmutableSortedSet(StringComparer.Ordinal);
            var wanted = new Room(random.Next(3), random.Next(3));
            tree.FittingExcept(taken, wanted).Should().Equal(ids.Where(id => !taken.Contains(id) && rooms[id].Holds(wanted)));
        }
    }
}
