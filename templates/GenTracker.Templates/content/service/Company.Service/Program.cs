using Company.Service;
using GenTracker;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);

// The settings of the jobs' supervision are in appsettings.json; what is set in code here comes after them.
builder.Services.AddTracker<TenantJobTracker>(builder.Configuration.GetSection("Jobs"));
builder.Services.AddHostedService<Tenants>();

// Children ask for the clock, so that a test can move it.
builder.Services.AddSingleton(TimeProvider.System);

await builder.Build().RunAsync();
