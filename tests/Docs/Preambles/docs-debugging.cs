global using Xunit;

abstract class Page;
