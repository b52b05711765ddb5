namespace Workbook.Learning.Notebooks;

/// <summary>
/// Writes messages on a thread of its own, because the thread of a cell may be aborted at any instruction: between two
/// parts of a frame, or holding a lock. Handing over is one atomic exchange, so a message is sent whole or not at all.
/// </summary>
internal sealed class MessageSender : IDisposable
{
    private sealed class Parcel(KernelMessage message)
    {
        public readonly KernelMessage Message = message;
        public Parcel? Earlier;
        public volatile bool Sent;
    }

    // Only a backstop for a sender that was aborted between handing over and ringing.
    private const int LookAgainMilliseconds = 50;

    private readonly AutoResetEvent bell = new(false);
    private readonly Stream stream;
    private readonly Thread thread;
    private Parcel? latest;
    private volatile bool closing;

    public MessageSender(Stream stream)
    {
        this.stream = stream;
        thread = new Thread(Deliver) { IsBackground = true, Name = "kernel replies" };
        thread.Start();
    }

    /// <summary>Returns when the message has left this process, so that nothing is lost if the process ends now.</summary>
    public void Send(KernelMessage message)
    {
        var parcel = new Parcel(message);
        do
            parcel.Earlier = Volatile.Read(ref latest);
        while (Interlocked.CompareExchange(ref latest, parcel, parcel.Earlier) != parcel.Earlier);
        bell.Set();
        var wait = new SpinWait();
        while (!parcel.Sent)
            wait.SpinOnce();
    }

    public void Dispose()
    {
        closing = true;
        bell.Set();
        thread.Join();
        bell.Dispose();
    }

    private void Deliver()
    {
        var broken = false;
        while (!closing)
        {
            bell.WaitOne(LookAgainMilliseconds);
            foreach (var parcel in InOrder(Interlocked.Exchange(ref latest, null)))
            {
                broken = broken || !Write(parcel.Message);
                parcel.Sent = true;
            }
        }
    }

    // The newest parcel comes first and knows the one before.
    private static Stack<Parcel> InOrder(Parcel? newest)
    {
        var parcels = new Stack<Parcel>();
        for (var parcel = newest; parcel is not null; parcel = parcel.Earlier)
            parcels.Push(parcel);
        return parcels;
    }

    private bool Write(KernelMessage message)
    {
        try
        {
            stream.Write(MessageChannel.Frame(message));
            stream.Flush();
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The front end is gone; the session ends with it.
            return false;
        }
    }
}
