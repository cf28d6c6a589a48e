from biconvex.refs import Ref

api = Ref("public")
internal = Ref("internal")
