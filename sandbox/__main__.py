"""`python -m sandbox`. Where packages are missing, it says how to install them."""

import gc
import sys

NOT_INSTALLED = """缺少软件包 {name}：这个解释器（{python}）里没有安装。请在程序目录中运行 python3 dev.py install（Windows 为 py dev.py install），\
再用它打印的解释器运行本命令。
{name} is not installed for {python}. Run `python3 dev.py install` (`py dev.py install` on Windows) in the folder of the \
program, then this command with the interpreter it prints."""

gc.disable()  # what is imported stays: looking for garbage in it is a tenth of the start

try:
    from sandbox.cli import main
except ModuleNotFoundError as missing:
    print(NOT_INSTALLED.format(name=missing.name, python=sys.executable), file=sys.stderr)
    raise SystemExit(2) from None

gc.freeze()
gc.enable()
raise SystemExit(main())
