global using static Given;
global using Acme;

public static class Given
{
    public static WebApplication app { get; } = WebApplication.CreateBuilder().Build();
}
