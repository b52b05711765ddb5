using System.Security.Cryptography;
using System.Text;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Sessions;

/// <summary>The sessions of ECS Exec that were given out or are open. Each is for one command in one container.</summary>
/// <param name="machine">The machine's clock: people open sessions, whatever time it is in the simulation.</param>
internal sealed class SessionRegistry(TimeProvider machine)
{
    /// <summary>The SSM agent of ECS runs so many sessions in a container at the same time.</summary>
    public const int MostInContainer = 2;

    /// <summary>A token that was not shown for so long is worth nothing any more.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Given> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<SessionTarget, int> _open = [];

    /// <exception cref="Shapes.ApiException">ClientException: as many sessions as possible are open in the container.</exception>
    public SessionTicket Issue(SessionTarget target, string command)
    {
        var ticket = new SessionTicket(Ids.NewExecSessionId(), Ids.NewToken());
        lock (_gate)
        {
            if (_open.GetValueOrDefault(target) >= MostInContainer)
                throw EcsErrors.Client($"Unable to start new execute sessions because the maximum session limit of {MostInContainer} has been reached.");
            var now = machine.GetUtcNow();
            foreach (var (id, given) in _given)
            {
                if (given.Until <= now) _given.Remove(id);
            }
            _given[ticket.SessionId] = new(ticket.Token, target, command, now + TokenLifetime);
        }
        return ticket;
    }

    /// <summary>Opens a session for who has its token. It is open until the result is disposed.</summary>
    /// <returns>Null when there is no such session, or it was opened before, or too late, or with another token.</returns>
    public OpenSession? Redeem(string sessionId, string? token)
    {
        lock (_gate)
        {
            if (!_given.TryGetValue(sessionId, out var given) || given.Until <= machine.GetUtcNow()) return null;
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given.Token), Encoding.UTF8.GetBytes(token ?? ""))) return null;
            _given.Remove(sessionId);
            _open[given.Target] = _open.GetValueOrDefault(given.Target) + 1;
            return new(sessionId, given.Target, given.Command, () => Close(given.Target));
        }
    }

    private void Close(SessionTarget target)
    {
        lock (_gate)
        {
            if (--_open[target] == 0) _open.Remove(target);
        }
    }

    private sealed record Given(string Token, SessionTarget Target, string Command, DateTimeOffset Until);
}

/// <summary>Where a session's command runs.</summary>
internal sealed record SessionTarget(AccountRegion Scope, string TaskId, string Container);

/// <summary>What opens a session, once.</summary>
internal sealed record SessionTicket(string SessionId, string Token);

/// <summary>A session whose token was shown.</summary>
internal sealed class OpenSession(string id, SessionTarget target, string command, Action close) : IDisposable
{
    public string Id => id;

    public SessionTarget Target => target;

    public string Command => command;

    public void Dispose() => close();
}
