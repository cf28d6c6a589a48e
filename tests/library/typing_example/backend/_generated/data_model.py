from biconvex.lazy import data_model

__getattr__ = data_model(globals())
