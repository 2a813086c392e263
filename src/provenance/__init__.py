"""Has this picture been posted before, where and when first, and does the file contradict it?"""

__version__ = "0.1.0"
