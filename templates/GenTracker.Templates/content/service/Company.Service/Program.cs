using Company.Service;
using GenTracker;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);

// The settings of the jobs' supervision are in appsettings.json; what is set in code here comes after them.
builder.Services.AddTracker<TenantJobTracker>(builder.Configuration.GetSection("Jobs"));
builder.Services.AddHostedService<Tenants>();

await builder.Build().RunAsync();
