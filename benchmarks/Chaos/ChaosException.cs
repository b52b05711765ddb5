namespace Workbook.Benchmarks.Chaos;

/// <summary>What must hold after all that happened does not hold; the message says what.</summary>
internal sealed class ChaosException(string message) : Exception(message);
