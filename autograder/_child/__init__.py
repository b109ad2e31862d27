"""The untrusted side: everything here runs in the process that runs student code.

It imports nothing of the rest of the package and the rest never imports it: the trusted side
starts this directory as a program (``python -I autograder/_child``) and talks to it in frames.
Nothing in it is secret, and nothing that it says is believed without a check.
"""
