namespace Workbook.Learning.Notebooks;

/// <summary>What keeps a kernel's process from doing harm, and from seeing what is none of its business.</summary>
public interface IKernelSandbox
{
    /// <summary>Such as <c>bubblewrap</c>.</summary>
    string Name { get; }

    /// <summary>Takes what one kernel needs; nothing is started yet.</summary>
    /// <exception cref="KernelStartException">It cannot be had.</exception>
    internal IKernelPlace Prepare(KernelLaunch launch);
}
