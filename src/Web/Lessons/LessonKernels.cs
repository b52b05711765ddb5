using Workbook.Learning.Notebooks;

namespace Workbook.Web.Lessons;

/// <summary>How a person's kernels are started, and how many there may be.</summary>
/// <param name="Launch">A kernel whose cells reach the person's engine; takes the folder in which it works.</param>
/// <param name="Kept">More than this many are kept only where pages show them or cells run. A kernel takes some 150 MiB.</param>
/// <param name="Most">More than this many there never are: one that is idle ends when another is needed. Null: there is no such limit.</param>
internal sealed record LessonKernels(Func<string, KernelLaunch> Launch, int Kept, int? Most = null);
