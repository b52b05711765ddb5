// ECS has a class Task too (Amazon.ECS.Model.Task). Here `Task` is the one that is awaited.
global using Task = System.Threading.Tasks.Task;
