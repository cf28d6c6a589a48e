from biconvex.lazy import server

__getattr__ = server(globals())
