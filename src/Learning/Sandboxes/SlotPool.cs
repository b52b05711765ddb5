namespace Workbook.Learning.Sandboxes;

/// <summary>Numbers for things that go on at the same time: the smallest that is free.</summary>
internal sealed class SlotPool
{
    private readonly HashSet<int> _taken = [];

    public Slot Take()
    {
        lock (_taken)
        {
            var number = 0;
            while (!_taken.Add(number)) number++;
            return new(this, number);
        }
    }

    private void Release(int number)
    {
        lock (_taken) _taken.Remove(number);
    }

    public sealed class Slot(SlotPool pool, int number) : IDisposable
    {
        public int Number => number;

        public void Dispose() => pool.Release(number);
    }
}
