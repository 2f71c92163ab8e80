"""Run in a clean environment by clean_install.py: Spark is there with the spark extra."""

from importlib.util import find_spec

if __name__ == "__main__":
    import pyspark.sql

    assert pyspark.sql.SparkSession is not None
    if find_spec("warledger.executors.spark") is not None:
        import warledger.executors.spark  # noqa: F401
