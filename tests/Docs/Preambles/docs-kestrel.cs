global using Microsoft.AspNetCore.Builder;
global using Microsoft.AspNetCore.Hosting;

abstract class Page
{
    protected string[] args = [];
}
