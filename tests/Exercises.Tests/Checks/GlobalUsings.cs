// The workbook compiles this folder by itself, without a project: what every check uses stands here.
global using FluentAssertions;
global using FluentAssertions.Execution;
global using NUnit.Framework;
global using Workbook.Learning.Grading;
global using EcsTask = Amazon.ECS.Model.Task;
global using Task = System.Threading.Tasks.Task;
