# SPDX-License-Identifier: BSD-3-Clause
"""Fold batch norm, write float16 safetensors with torchvision's VGG16 names, and measure the accuracy of what was written.

    export_small_vgg16.py IMAGENETTE_DIR OUT_DIR FILE.safetensors      (OUT_DIR: where train_small_vgg16.py left last.pt and val.npz)
"""
import sys, json, torch, torch.nn as nn, numpy as np
import train_small_vgg16 as T
from safetensors.torch import save_file, load_file
src=sys.argv[2]+'/last.pt'; out=sys.argv[3]
m=T.Net(); m.load_state_dict(torch.load(src)); m.eval()
L=[];i=0;F=list(m.features)
while i<len(F):
    l=F[i]
    if isinstance(l,nn.Conv2d):
        b=F[i+1]; s=b.weight/torch.sqrt(b.running_var+b.eps)
        c=nn.Conv2d(l.in_channels,l.out_channels,3,padding=1); c.weight.data=(l.weight*s[:,None,None,None]).detach().clone(); c.bias.data=(b.bias-b.running_mean*s).detach().clone()
        L+=[c,nn.ReLU()]; i+=3
    else: L.append(l); i+=1
class V(nn.Module):
    def __init__(s): 
        super().__init__(); s.features=nn.Sequential(*L); s.avgpool=nn.AdaptiveAvgPool2d(7); s.classifier=nn.Sequential(*[nn.ReLU() if isinstance(x,nn.ReLU) else x for x in m.classifier])
    def forward(s,x): return s.classifier(torch.flatten(s.avgpool(s.features(x)),1))
v=V().eval(); x=torch.randn(2,3,224,224); print('fold diff',(v(x)-m(x)).abs().max().item())
sd={k:t.half().contiguous() for k,t in v.state_dict().items()}
print(*(k+str(tuple(t.shape)) for k,t in sd.items()))
meta=dict(format='pt',architecture='vgg16',classes=json.dumps(['tench','English springer','cassette player','chain saw','church','French horn','garbage truck','gas pump','golf ball','parachute']),mean='[0.485, 0.456, 0.406]',std='[0.229, 0.224, 0.225]',input_size='224')
save_file(sd,out,metadata=meta)
v.load_state_dict({k:t.float() for k,t in load_file(out).items()})
X,Y=T.load('val')
with torch.no_grad():
    ok=0; conf=np.zeros((10,10),int)
    for i in range(0,len(Y),64):
        p=v(T.batch(X,torch.arange(i,min(i+64,len(Y))),224,False)).argmax(1)
        for a,b in zip(Y[i:i+64].tolist(),p.tolist()): conf[a,b]+=1
print('val accuracy @224 of the written file',np.trace(conf)/conf.sum(), 'per class',np.round(np.diag(conf)/conf.sum(1),3)); print(conf)
