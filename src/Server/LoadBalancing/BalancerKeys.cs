using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;

namespace Workbook.Server.LoadBalancing;

/// <summary>Which groups and listeners have to be looked at again after a change.</summary>
internal sealed class BalancerKeys
{
    public HashSet<string> Groups { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Listeners { get; } = new(StringComparer.Ordinal);

    /// <summary>All of whose listeners have to be looked at.</summary>
    public HashSet<string> Balancers { get; } = new(StringComparer.Ordinal);

    /// <summary>Null when the change is about nothing that balances load.</summary>
    public static BalancerKeys? Of(IEnumerable<EntityKey> changed)
    {
        BalancerKeys? keys = null;
        foreach (var (kind, key) in changed)
        {
            switch (kind)
            {
                case EntityKind.LoadBalancer:
                    (keys ??= new()).Balancers.Add(key);
                    break;
                case EntityKind.Listener:
                    (keys ??= new()).Listeners.Add(key);
                    break;
                case EntityKind.ListenerRule:
                    // app/web/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee → without the rule's own id
                    (keys ??= new()).Listeners.Add(key[..key.LastIndexOf('/')]);
                    break;
                case EntityKind.TargetGroup:
                    (keys ??= new()).Groups.Add(key);
                    break;
                case EntityKind.Target:
                    // web/73e2d6bc24d8a067/10.0.1.5:80 → web/73e2d6bc24d8a067
                    (keys ??= new()).Groups.Add(key[..key.IndexOf('/', key.IndexOf('/', StringComparison.Ordinal) + 1)]);
                    break;
            }
        }
        return keys;
    }
}
