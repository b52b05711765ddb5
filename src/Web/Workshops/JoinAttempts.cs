using System.Net;

namespace Workbook.Web.Workshops;

/// <summary>Who guesses at the code has few guesses: ten a minute from one address, a hundred a minute from all.</summary>
internal sealed class JoinAttempts(TimeProvider time)
{
    private const int MostOfOne = 10;
    private const int MostOfAll = 100;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<(DateTimeOffset At, IPAddress Who)> _wrong = [];

    /// <summary>Whether one more may be made.</summary>
    public bool MayTry(IPAddress who)
    {
        lock (_gate)
        {
            while (_wrong.TryPeek(out var oldest) && time.GetUtcNow() - oldest.At >= Period) _wrong.Dequeue();
            return _wrong.Count < MostOfAll && _wrong.Count(each => each.Who.Equals(who)) < MostOfOne;
        }
    }

    public void NoteWrong(IPAddress who)
    {
        lock (_gate) _wrong.Enqueue((time.GetUtcNow(), who));
    }
}
