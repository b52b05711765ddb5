using System.Diagnostics;

namespace Workbook.Learning.Notebooks;

/// <summary>Where one kernel's process runs. What was taken for it is given back when this is disposed, which is when the process is gone.</summary>
internal interface IKernelPlace : IAsyncDisposable
{
    /// <summary>What the names of the two pipes begin with on this side; a path where they are files that another user has to open.</summary>
    string Pipe { get; }

    /// <summary>Why the process was ended from here, in words; null where it was not.</summary>
    string? Verdict { get; }

    /// <summary>Starts it, with its three standard streams redirected.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    Task<Process> StartAsync();

    /// <summary>Ends it with all that it started; nothing where it has ended already.</summary>
    void Kill();
}
