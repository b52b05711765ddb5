namespace Workbook.Learning.Sandboxes;

/// <summary>
/// Numbers for things that go on at the same time, as small as may be. One that is given back rests while others come and go: what still dies under it
/// is none of the next one's.
/// </summary>
internal sealed class SlotPool
{
    private const int Resting = 8;

    private readonly Queue<int> _free = [];
    private int _next;

    public Slot Take()
    {
        lock (_free) return new(this, _free.Count > Resting ? _free.Dequeue() : _next++);
    }

    private void Release(int number)
    {
        lock (_free) _free.Enqueue(number);
    }

    public sealed class Slot(SlotPool pool, int number) : IDisposable
    {
        private int _isReleased;

        public int Number => number;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0) pool.Release(number);
        }
    }
}
