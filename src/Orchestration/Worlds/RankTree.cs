using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Workbook.Orchestration.Worlds;

/// <summary>Where an instance stands in an order: by value, then by id.</summary>
[SuppressMessage("Design", "CA1036", Justification = "Ordered for trees; nobody asks which rank is greater.")]
internal readonly record struct Rank(int Value, string Id) : IComparable<Rank>
{
    public int CompareTo(Rank other) => Value != other.Value ? Value.CompareTo(other.Value) : string.CompareOrdinal(Id, other.Id);
}

/// <summary>What an instance has left; negative when it takes no tasks at all.</summary>
/// <param name="Cpu">CPU units.</param>
/// <param name="Memory">MiB.</param>
internal readonly record struct Room(int Cpu, int Memory)
{
    public static Room Closed { get; } = new(-1, -1);

    public bool Holds(Room wanted) => Cpu >= wanted.Cpu && Memory >= wanted.Memory;

    public Room Most(Room other) => new(Math.Max(Cpu, other.Cpu), Math.Max(Memory, other.Memory));
}

/// <summary>
/// Instances in the order of their ranks: an immutable AVL tree in which each node knows the most that is left anywhere
/// below it. The first instance with room enough is found without walking past thousands that are full.
/// </summary>
internal sealed class RankTree
{
    private readonly Node? _root;

    private RankTree(Node? root) => _root = root;

    public static RankTree Empty { get; } = new(null);

    public int Count => CountOf(_root);

    /// <summary>Adds an instance, or replaces what it has left.</summary>
    public RankTree Put(Rank rank, Room room) => new(Put(_root, rank, room));

    /// <summary>The same without an instance that is in it.</summary>
    public RankTree Remove(Rank rank) => new(Remove(_root, rank));

    /// <summary>All entries in order.</summary>
    public IEnumerable<(Rank Rank, Room Room)> Entries() => Walk(Room.Closed, null, null).Select(node => (node.Rank, node.Room));

    /// <summary>Instances with room enough, in order; from one rank on, or below one.</summary>
    public IEnumerable<string> Fitting(Room wanted, Rank? from = null, Rank? below = null) => Walk(wanted, from, below).Select(node => node.Rank.Id);

    /// <summary>
    /// Instances with room enough that are not in <paramref name="taken"/>. The tree's ranks must all have the same value
    /// and <paramref name="taken"/> must hold only instances of the tree: a branch is left out when as many are taken as it has.
    /// </summary>
    public IEnumerable<string> FittingExcept(ImmutableSortedSet<string> taken, Room wanted)
    {
        var rest = new Stack<(Node Node, int First, int Past, bool IsSelf)>();
        if (_root is not null) rest.Push((_root, 0, taken.Count, false));
        while (rest.TryPop(out var next))
        {
            var (node, first, past, isSelf) = next;
            if (isSelf)
            {
                yield return node.Rank.Id;
                continue;
            }
            if (!node.Most.Holds(wanted) || past - first == node.Count) continue;
            var at = taken.IndexOf(node.Rank.Id);
            var isTaken = at >= 0;
            if (!isTaken) at = ~at;
            if (node.Right is { } right) rest.Push((right, isTaken ? at + 1 : at, past, false));
            if (!isTaken && node.Room.Holds(wanted)) rest.Push((node, 0, 0, true));
            if (node.Left is { } left) rest.Push((left, first, at, false));
        }
    }

    private IEnumerable<Node> Walk(Room wanted, Rank? from, Rank? below)
    {
        var rest = new Stack<(Node Node, bool IsSelf)>();
        if (_root is not null) rest.Push((_root, false));
        while (rest.TryPop(out var next))
        {
            var (node, isSelf) = next;
            if (isSelf)
            {
                yield return node;
                continue;
            }
            if (!node.Most.Holds(wanted)) continue;
            var isEarly = from is { } start && node.Rank.CompareTo(start) < 0;
            var isLate = below is { } end && node.Rank.CompareTo(end) >= 0;
            if (!isLate && node.Right is { } right) rest.Push((right, false));
            if (!isEarly && !isLate && node.Room.Holds(wanted)) rest.Push((node, true));
            if (!isEarly && node.Left is { } left) rest.Push((left, false));
        }
    }

    private static Node Put(Node? node, Rank rank, Room room)
    {
        if (node is null) return new(null, rank, room, null);
        var order = rank.CompareTo(node.Rank);
        if (order == 0) return new(node.Left, rank, room, node.Right);
        return order < 0
            ? Balanced(Put(node.Left, rank, room), node.Rank, node.Room, node.Right)
            : Balanced(node.Left, node.Rank, node.Room, Put(node.Right, rank, room));
    }

    private static Node? Remove(Node? node, Rank rank)
    {
        if (node is null) return null;
        var order = rank.CompareTo(node.Rank);
        if (order < 0) return Balanced(Remove(node.Left, rank), node.Rank, node.Room, node.Right);
        if (order > 0) return Balanced(node.Left, node.Rank, node.Room, Remove(node.Right, rank));
        if (node.Left is null) return node.Right;
        if (node.Right is null) return node.Left;
        var next = node.Right;
        while (next.Left is { } left) next = left;
        return Balanced(node.Left, next.Rank, next.Room, Remove(node.Right, next.Rank));
    }

    /// <summary>A node whose sides differ in height by at most one, given sides that differ by at most two.</summary>
    private static Node Balanced(Node? left, Rank rank, Room room, Node? right)
    {
        var lean = HeightOf(left) - HeightOf(right);
        if (lean > 1)
        {
            if (HeightOf(left!.Left) >= HeightOf(left.Right))
                return new(left.Left, left.Rank, left.Room, new(left.Right, rank, room, right));
            var middle = left.Right!;
            return new(new(left.Left, left.Rank, left.Room, middle.Left), middle.Rank, middle.Room, new(middle.Right, rank, room, right));
        }
        if (lean < -1)
        {
            if (HeightOf(right!.Right) >= HeightOf(right.Left))
                return new(new(left, rank, room, right.Left), right.Rank, right.Room, right.Right);
            var middle = right.Left!;
            return new(new(left, rank, room, middle.Left), middle.Rank, middle.Room, new(middle.Right, right.Rank, right.Room, right.Right));
        }
        return new(left, rank, room, right);
    }

    private static int HeightOf(Node? node) => node?.Height ?? 0;

    private static int CountOf(Node? node) => node?.Count ?? 0;

    private sealed class Node(Node? left, Rank rank, Room room, Node? right)
    {
        public Node? Left { get; } = left;
        public Node? Right { get; } = right;
        public Rank Rank { get; } = rank;
        public Room Room { get; } = room;
        public int Height { get; } = 1 + Math.Max(HeightOf(left), HeightOf(right));
        public int Count { get; } = 1 + CountOf(left) + CountOf(right);
        public Room Most { get; } = room.Most(left?.Most ?? room).Most(right?.Most ?? room);
    }
}
