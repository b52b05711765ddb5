using Workbook.Orchestration.Planning;

namespace Workbook.Orchestration.Capacity;

/// <summary>Managed termination protection: instances with tasks other than daemons' are protected from being scaled in, empty ones are not.</summary>
internal static class TerminationProtection
{
    public static void Plan(Draft draft, EcsCapacityProvider provider)
    {
    }
}
