"""The system calls that a sandbox may make, as a seccomp filter written by hand.

Everything that is not listed fails with EPERM. Numbers are for x86_64 and aarch64; the aarch64
column is copied from the kernel's headers and has never been run.
"""

import ctypes
import errno
import functools
import os
import struct

from . import syscalls


def _rows(table: str) -> list[list[str]]:
    return [entry.split(":") for entry in table.split()]


# name:x86_64:aarch64, `-` where the architecture does not have it.
_ALLOWED = _rows("""
read:0:63 write:1:64 readv:19:65 writev:20:66 pread64:17:67 pwrite64:18:68 preadv:295:69
pwritev:296:70 preadv2:327:286 pwritev2:328:287 lseek:8:62 close:3:57 close_range:436:436
creat:85:- dup:32:23 dup2:33:- dup3:292:24 pipe:22:- pipe2:293:59 flock:73:32 fsync:74:82
fdatasync:75:83 ftruncate:77:46 fallocate:285:47 fadvise64:221:223 readahead:187:213 sendfile:40:71
copy_file_range:326:285 stat:4:- fstat:5:80 lstat:6:- newfstatat:262:79 statx:332:291 statfs:137:43
fstatfs:138:44 access:21:- faccessat:269:48 faccessat2:439:439 readlink:89:- readlinkat:267:78
getdents:78:- getdents64:217:61 getcwd:79:17 chdir:80:49 fchdir:81:50 mkdir:83:- mkdirat:258:34
rmdir:84:- rename:82:- renameat:264:38 renameat2:316:276 unlink:87:- unlinkat:263:35 symlink:88:-
symlinkat:266:36 link:86:- linkat:265:37 umask:95:166
mmap:9:222 mprotect:10:226 munmap:11:215 mremap:25:216 brk:12:214 madvise:28:233 msync:26:227
mincore:27:232 membarrier:324:283 get_mempolicy:239:236
exit:60:93 exit_group:231:94 wait4:61:260 waitid:247:95 futex:202:98 futex_waitv:449:449
set_tid_address:218:96 set_robust_list:273:99 get_robust_list:274:100 rseq:334:293
getpid:39:172 getppid:110:173 gettid:186:178 getuid:102:174 geteuid:107:175 getgid:104:176
getegid:108:177 getresuid:118:148 getresgid:120:150 getgroups:115:158 getpgid:121:155 getpgrp:111:-
getsid:124:156 sched_yield:24:124 sched_getaffinity:204:123 sched_getparam:143:121
sched_getscheduler:145:120 sched_get_priority_max:146:125 sched_get_priority_min:147:126
getpriority:140:141 getrlimit:97:163 getrusage:98:165 times:100:153 sysinfo:99:179 uname:63:160
getcpu:309:168 getrandom:318:278
rt_sigaction:13:134 rt_sigprocmask:14:135 rt_sigreturn:15:139 rt_sigpending:127:136
rt_sigtimedwait:128:137 rt_sigsuspend:130:133 sigaltstack:131:132 restart_syscall:219:128 pause:34:-
alarm:37:- getitimer:36:102 setitimer:38:103 clock_gettime:228:113 clock_getres:229:114
clock_nanosleep:230:115 nanosleep:35:101 gettimeofday:96:169 time:201:-
poll:7:- ppoll:271:73 select:23:- pselect6:270:72 epoll_create:213:- epoll_create1:291:20
epoll_ctl:233:21 epoll_wait:232:- epoll_pwait:281:22 epoll_pwait2:441:441 eventfd2:290:19
recvfrom:45:207 shutdown:48:210 getsockname:51:204 getpeername:52:205 getsockopt:55:209
""")
# Landlock does not cover these, so they could reach files elsewhere that the same user owns. They
# do nothing and report success, or shutil.copy and zipfile would fail in honest code.
_PRETENDED = _rows("""
chmod:90:- fchmod:91:52 fchmodat:268:53 fchmodat2:452:452 utime:132:- utimes:235:-
utimensat:280:88 futimesat:261:-
""")
# "This file system has no extended attributes": shutil.copy2 goes on without them.
_NO_ATTRIBUTES = _rows("""
getxattr:191:8 lgetxattr:192:9 fgetxattr:193:10 listxattr:194:11 llistxattr:195:12 flistxattr:196:13
setxattr:188:5 lsetxattr:189:6 fsetxattr:190:7
""")
_CHECKED = _rows("""
clone:56:220 clone3:435:435 kill:62:129 tgkill:234:131 sched_setaffinity:203:122 sendto:44:206
socketpair:53:199
prlimit64:302:261 prctl:157:167 arch_prctl:158:- ioctl:16:29 fcntl:72:25 open:2:- openat:257:56
""")
# AUDIT_ARCH_* and the column of the tables above.
_MACHINES = {"x86_64": (0xC000003E, 1), "aarch64": (0xC00000B7, 2)}
_X32 = 0x40000000
_LAST_KNOWN = 462

# What pthread_create passes (glibc, and musl with one obsolete flag): a thread and nothing else.
_THREAD_FLAGS = (0x3D0F00, 0x7D0F00)
# DUPFD, GETFD, SETFD, GETFL, SETFL, GETLK, SETLK, SETLKW, the three of open files, DUPFD_CLOEXEC,
# GETPIPE_SZ. Not SETOWN, which would send signals.
_FCNTL = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1032)
# TCGETS and TCGETS2 (isatty), TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX.
_IOCTL = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# GET_PDEATHSIG, GET_DUMPABLE, SET_NAME, GET_NAME, GET_SECCOMP, CAPBSET_READ, GET_NO_NEW_PRIVS,
# SVE_GET_VL, and SET_VMA, by which malloc names its mappings.
_PRCTL = (2, 3, 15, 16, 21, 23, 39, 51, 0x53564D41)
# ARCH_GET_XCOMP_SUPP, ARCH_GET_XCOMP_PERM, ARCH_REQ_XCOMP_PERM: torch asks for AMX by them.
_ARCH_PRCTL = (0x1021, 0x1022, 0x1023)
_O_ACCMODE, _O_TRUNC = 0o3, 0o1000
_AF_UNIX = 1

_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_KILL, _ALLOW, _ERRNO = 0x80000000, 0x7FFF0000, 0x00050000
_SECCOMP_MODE_FILTER = 2
_SOMEBODY = 0x5EEDBEAD  # stands for the number of the process until it is known

_Code = list[tuple[int, int, int, int]]  # operation, jump if true, jump if false, operand


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("filter", ctypes.c_char_p))


def _numbers(rows: list[list[str]], column: int) -> dict[str, int]:
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


def _load(offset: int) -> _Code:
    return [(_LOAD, 0, 0, offset)]


def _answer(action: int) -> _Code:
    return [(_RETURN, 0, 0, action)]


def _refuse(number: int) -> _Code:
    return _answer(_ERRNO | number)


def _argument(index: int, *, high: bool = False) -> int:
    """Return the offset in struct seccomp_data of one half of an argument (little endian)."""
    return 16 + 8 * index + (4 if high else 0)


def _when(value: int, body: _Code) -> _Code:
    """Run `body`, which must end in an answer, when the loaded word is `value`."""
    return [(_EQUAL, 0, len(body), value), *body]


def _one_of(index: int, values: tuple[int, ...], otherwise: int) -> _Code:
    """Allow when the low word of an argument, all that the kernel reads of it, is in `values`."""
    code = _load(_argument(index))
    for value in values:
        code += _when(value, _answer(_ALLOW))
    return code + _refuse(otherwise)


def _null(index: int) -> _Code:
    """Allow when an argument is a null pointer."""
    high = _load(_argument(index, high=True)) + _when(0, _answer(_ALLOW)) + _refuse(errno.EPERM)
    return _load(_argument(index)) + _when(0, high) + _refuse(errno.EPERM)


def _not_truncating(index: int) -> _Code:
    """Refuse to truncate by opening without write access, which Landlock before ABI 3 lets by."""
    code = [*_load(_argument(index)), (_AND, 0, 0, _O_TRUNC | _O_ACCMODE)]
    for flags in (_O_TRUNC, _O_TRUNC | _O_ACCMODE):
        code += _when(flags, _refuse(errno.EPERM))
    return code + _answer(_ALLOW)


def _checks(me: int) -> dict[str, _Code]:
    own_limits = _load(_argument(0)) + _when(me, _null(2)) + _when(0, _null(2))
    return {
        "clone": _one_of(0, _THREAD_FLAGS, errno.EPERM),
        # Its flags lie in memory, where a filter cannot look; libc falls back to clone.
        "clone3": _refuse(errno.ENOSYS),
        "kill": _one_of(0, (me,), errno.EPERM),
        "tgkill": _one_of(0, (me,), errno.EPERM),
        "sched_setaffinity": _one_of(0, (0, me), errno.EPERM),
        "sendto": _null(4),
        # A pair that nothing else can reach: asyncio wakes itself by one.
        "socketpair": _one_of(0, (_AF_UNIX,), errno.EPERM),
        "prlimit64": own_limits + _refuse(errno.EPERM),
        "prctl": _one_of(0, _PRCTL, errno.EPERM),
        "arch_prctl": _one_of(0, _ARCH_PRCTL, errno.EPERM),
        "ioctl": _one_of(1, _IOCTL, errno.ENOTTY),
        "fcntl": _one_of(1, _FCNTL, errno.EPERM),
        "open": _not_truncating(1),
        "openat": _not_truncating(2),
    }


def _program(machine: str, me: int) -> _Code:
    if machine not in _MACHINES:
        raise OSError(f"there is no list of system calls for the machine type {machine}")
    architecture, column = _MACHINES[machine]
    code = [*_load(4), (_EQUAL, 1, 0, architecture), *_answer(_KILL), *_load(0)]
    if machine == "x86_64":
        code += [(_AT_LEAST, 0, 1, _X32), *_refuse(errno.EPERM)]
    for number in _numbers(_ALLOWED, column).values():
        code += _when(number, _answer(_ALLOW))
    checks = _checks(me)
    for name, number in _numbers(_CHECKED, column).items():
        code += _when(number, checks[name])
    for table, action in ((_PRETENDED, 0), (_NO_ATTRIBUTES, errno.ENOTSUP)):
        for number in _numbers(table, column).values():
            code += _when(number, _refuse(action))
    # A libc newer than this list falls back to older calls when it is told ENOSYS.
    code += [(_AT_LEAST, 0, 1, _LAST_KNOWN + 1), *_refuse(errno.ENOSYS)]
    return code + _refuse(errno.EPERM)


@functools.cache
def _packed() -> bytes:
    """Return the filter with ``_SOMEBODY`` in the place of the process."""
    code = _program(os.uname().machine, _SOMEBODY)
    packed = b"".join(struct.pack("=HBBI", *row) for row in code)
    places = sum(operand == _SOMEBODY for *_, operand in code)
    if packed.count(struct.pack("=I", _SOMEBODY)) != places:
        raise OSError("the filter of system calls holds the mark of its process by chance")
    return packed


def prepare() -> None:
    """Do in the template what is the same for every sandbox."""
    if os.uname().machine in _MACHINES:
        _packed()


def install() -> None:
    """Filter the system calls of this process for good; needs no_new_privs and a single thread."""
    own = struct.pack("=I", os.getpid())
    code = _packed().replace(struct.pack("=I", _SOMEBODY), own)
    program = _Program(len(code) // 8, code)
    syscalls.prctl(
        "install the filter of system calls",
        syscalls.PR_SET_SECCOMP,
        _SECCOMP_MODE_FILTER,
        ctypes.byref(program),
    )
