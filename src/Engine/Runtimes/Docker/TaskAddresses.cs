using System.Net;
using Workbook.Engine.Runtimes.Docker.Hosts;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>
/// Which task has which address on the bridge. They are given from the top of the subnet downwards, for Docker gives its own from the
/// bottom upwards to whom somebody connects by hand; and in turn, so that an address is not reused at once.
/// </summary>
internal sealed class TaskAddresses
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IPAddress> _byTask = new(StringComparer.Ordinal);
    private readonly HashSet<IPAddress> _taken = [];
    private long _turn;

    /// <summary>An address for a task; null when there is none left.</summary>
    public IPAddress? Take(IPNetwork subnet, string taskId)
    {
        lock (_gate)
        {
            if (_byTask.TryGetValue(taskId, out var own)) return own;
            // All but the subnet's own address, the gateway's and the broadcast address.
            var usable = Addresses.CountOf(subnet) - 3;
            for (var tries = 0L; tries < usable; tries++)
            {
                var address = Addresses.At(subnet, usable + 1 - _turn++ % usable);
                if (!_taken.Add(address)) continue;
                return _byTask[taskId] = address;
            }
            return null;
        }
    }

    /// <summary>A task has this one already.</summary>
    public void Keep(string taskId, IPAddress address)
    {
        lock (_gate)
        {
            _byTask[taskId] = address;
            _taken.Add(address);
        }
    }

    public bool AreAllFree
    {
        get
        {
            lock (_gate) return _taken.Count == 0;
        }
    }

    public void Release(string taskId)
    {
        lock (_gate)
        {
            if (_byTask.Remove(taskId, out var address)) _taken.Remove(address);
        }
    }

    public void ReleaseAll()
    {
        lock (_gate)
        {
            _byTask.Clear();
            _taken.Clear();
        }
    }
}
