using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Capabilities.TestFramework;
using Workbook.Orchestration.Tests;

var suite = Mutants.Ready(() => new Suite());
var builder = await TestApplication.CreateBuilderAsync(args);
builder.RegisterTestFramework(_ => new TestFrameworkCapabilities(), (_, _) => new CoreTestFramework(suite));
using var application = await builder.BuildAsync();
return await application.RunAsync();
