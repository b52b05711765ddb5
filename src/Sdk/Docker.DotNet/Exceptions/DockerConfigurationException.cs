namespace Docker.DotNet;

/// <summary>DOCKER_HOST or a Docker context does not say where the Engine is.</summary>
public class DockerConfigurationException(string message, Exception? innerException = null) : Exception(message, innerException);
