using Microsoft.Data.Sqlite;
using Workbook.Engine.State;

namespace Workbook.Engine.Tests.State;

/// <summary>A data folder that is gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-test-");

    public string Path => _folder.FullName;

    public string Database => System.IO.Path.Combine(Path, "workbook.db");

    /// <summary>Does something to the database behind the journal's back.</summary>
    public void Sql(string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public SqliteJournal Open() => SqliteJournal.Open(Path);

    public void Dispose() => _folder.Delete(recursive: true);
}
