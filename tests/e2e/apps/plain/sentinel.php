<?php

throw new RuntimeException('everything before this one is done', 10999);
